"""Asks the twelve invariants of the money and prints what stands against them."""

from django.core.management import BaseCommand, CommandError

from funding.invariants import TWELVE, audit, rows_against


class Command(BaseCommand):
    help = "核对资金的十二条不变量；有一条不成立就报错。"

    def handle(self, *args, **options):
        run = audit()
        for one in TWELVE:
            number = run.found[one.code]
            self.stdout.write(f"{one.code:>4} {'✓' if not number else f'✗ {number}'} {one.words}")
            if number:
                for row in rows_against(one)[1]:
                    self.stdout.write(f"     {row}")
        if not run.is_clean:
            broken = sum(1 for number in run.found.values() if number)
            raise CommandError(f"{broken} 条不成立，请按上面的行核对。")
