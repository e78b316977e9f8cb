"""How do words leave the building?"""
