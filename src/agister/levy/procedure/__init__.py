"""The procedure between a party and the levy office: states, transitions, and the entries that each step books."""
