"""Where the systems stand: locations, zones, links and hosts, and whether they stand as was promised."""
