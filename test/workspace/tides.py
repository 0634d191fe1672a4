"""When does the sea come back? A small model of the tide in a harbour."""

from dataclasses import dataclass
from math import cos, pi

LUNAR_DAY = 24.84  # hours from one rising of the moon to the next


@dataclass(frozen=True)
class Harbour:
    """A harbour, with the height of its mean water and of the tide above it, in metres."""

    name: str
    mean: float
    range: float
    delay: float = 0.0

    def height(self, hour: float) -> float:
        """The height of the water so many hours after the moon stood highest."""
        phase = 2 * pi * (hour - self.delay) / (LUNAR_DAY / 2)
        return self.mean + self.range / 2 * cos(phase)

    def can_enter(self, draught: float, hour: float, margin: float = 0.5) -> bool:
        """Whether a ship of this draught has water enough under its keel."""
        return self.height(hour) >= draught + margin


def entry_hours(harbour: Harbour, draught: float) -> list[int]:
    """The hours of the day at which the ship may come in."""
    return [hour for hour in range(24) if harbour.can_enter(draught, hour)]


if __name__ == "__main__":
    port = Harbour("Mokpo", mean=4.2, range=3.1, delay=1.5)
    for hour in range(0, 24, 2):
        bar = "~" * round(port.height(hour) * 8)
        print(f"{hour:02d}:00 {bar} {port.height(hour):.1f} m")
    print("A ship of 4 m may enter at", entry_hours(port, 4.0))
