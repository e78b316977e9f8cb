"""The demo district: Jinwan from February to 11 June 2021, invented around a newspaper's figures."""
