"""The choices that lead a dry run, and those of the next one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence


class Choices:
    """A sequence of choices, made as a path says and by the first option beyond its end.

    Args:
        path: Numbers of the options.
        facts: Choices that are made already, by what they are about.
    """

    def __init__(self, path: Sequence[int], facts: Mapping[Hashable, int] | None = None) -> None:
        self._path = path
        self._made: list[tuple[int, int]] = []
        self._facts: dict[Hashable, int] = dict(facts or {})

    @property
    def beyond(self) -> bool:
        """Whether the path has come to its end, so that the first options are chosen now."""
        return len(self._made) >= len(self._path)

    @property
    def common(self) -> tuple[tuple[Hashable, int], ...]:
        """What holds about all nodes alike."""
        return tuple(one for one in self._facts.items() if isinstance(one[0], str))

    def choose(self, options: int) -> int:
        """Choose one of several options."""
        place = len(self._made)
        chosen = self._path[place] if place < len(self._path) else 0
        self._made.append((chosen, options))
        return chosen

    def fact(self, about: Hashable, options: int) -> int:
        """Choose once what holds about something in this run."""
        if about not in self._facts:
            self._facts[about] = self.choose(options)
        return self._facts[about]

    def next_path(self) -> list[int] | None:
        """The path of the next run; None when each had its turn."""
        made = list(self._made)
        while made and made[-1][0] + 1 == made[-1][1]:
            made.pop()
        path = [chosen for chosen, _ in made]
        return [*path[:-1], path[-1] + 1] if path else None
