"""Published numbers asked in another way, without the functions that publish them."""

# The ids of the villages that have it, ended and virtual ones too; the year begins in Zhuhai.
SQL_OF_THE_COVERAGE = {
    "point": "SELECT village_id FROM villages_servicepoint",
    "project": """SELECT village_id FROM projects_project JOIN projects_journalentry j
        ON j.project_id = projects_project.id WHERE j.target = 'submitted'""",
    "deliberated": """SELECT village_id FROM projects_project JOIN projects_journalentry j
        ON j.project_id = projects_project.id
        WHERE j.target = 'deliberating' AND j.first_time
        AND date_part('year', j.happened_at AT TIME ZONE 'Asia/Shanghai') = {year}""",
    "council": """SELECT village_id FROM projects_meeting WHERE status <> 'cancelled' AND kind IN
        ('villagers_reps', 'four_two', 'residents_reps', 'residents_council')""",
    "met": """SELECT village_id FROM projects_meeting WHERE status = 'closed'
        AND date_part('year', begins_at AT TIME ZONE 'Asia/Shanghai') = {year}""",
}
