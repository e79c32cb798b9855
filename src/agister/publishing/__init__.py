"""What is shown to people: reports and exports."""
