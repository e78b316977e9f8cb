"""What do people ask for, how do they say it, and what would it cost? The crowd's vocabulary."""

from projects.demo.needs import beyond, goods, services, works

EVERYDAY = (*works.NEEDS, *goods.NEEDS, *services.NEEDS)
REFUSED, REFERRED = beyond.REFUSED, beyond.REFERRED
BY_CODE = {need.code: need for need in EVERYDAY}
