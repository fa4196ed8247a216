from django.core.management.base import BaseCommand

from reform.papers.template_files import house_templates, make_template, path_of


class Command(BaseCommand):
    help = "Make the Word templates of official papers anew from the layout and the manuscripts."

    def handle(self, **options) -> None:
        for filename, kind in house_templates().items():
            path_of(kind).write_bytes(make_template(kind))
            self.stdout.write(filename)
