"""All strategies of a site together: what is approved, what is overdue, what is missing, who uses what.

`entries` holds them, `portfolio` is what every view and export is made from; each of the other modules answers one
question, without MkDocs and without Markdown.
"""
