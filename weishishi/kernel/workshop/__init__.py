"""Where photos are opened: a process of its own, `python -I workshop ORIGINAL FOLDER`.

Run by its path and without Django, so that a photo meant to do harm meets a process with little
memory, little time and nothing in its hands. Only `sizes` is read by the portal itself.
"""
