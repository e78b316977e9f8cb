"""微心愿: small wishes of people who need a hand, on a wall of their own beside the projects."""
