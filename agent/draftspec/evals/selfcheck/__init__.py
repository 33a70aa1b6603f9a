"""Whether scorers can be trusted: defects seeded into written drafts, and how many of them each scorer notices.

What seeds a defect edits the text of spec.json, Markdown and SQL by itself and shares nothing with the scorers. Adding a
defect is adding a function with `@in_design(…)` or `@in_file(…)` to one of the files that are called after what they spoil.
"""
