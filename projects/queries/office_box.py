"""What an office was told, with each matter called as who reads it may call it.

A message may lie open in a group chat, so it is written in the words the public reads
(projects.actions.telling); in the box at the desk who may read the real title reads that.
"""

from projects.queries.reach import projects_of


def in_her_words(messages, post):
    """[(message, its text for this post)] in the same order; one query, none where no message is about
    a matter."""
    about = {one.about for one in messages if one.about and one.facts.get("title")}
    rows = projects_of(post).filter(query_no__in=about) if about else ()
    titles = {one.query_no: one.title_for(post) for one in rows}
    return [(one, _called(one, titles.get(one.about))) for one in messages]


def _called(message, title):
    if not title:
        return message.text
    return message.text.replace(f"“{message.facts['title']}”", f"“{title}”", 1)
