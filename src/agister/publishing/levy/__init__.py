"""What a levy office publishes: report, public journal, exports; and the computing again of all of it from outside."""
