"""Official papers drawn from the data: one road for every kind.

``kinds`` says which papers there are; ``subjects`` finds what one is about; one module for each
noun (``of_case``, ``of_plan``, ``of_report``, ``of_visit``) tells all its values; ``drawing`` puts
them into a Word template that an office may have edited; ``keeping`` stores the file and knows when
the data have moved on. What a paper says is Vietnamese by law, so its words are not translated.
"""
