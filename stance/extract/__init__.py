"""Articles → proposals: who said what, when, and which position it shows. Pure, offline and deterministic."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.actors import Gazetteer
    from stance.codebook import Codebook
    from stance.extract.explanation import Explanation
    from stance.model import Article, Proposal

__all__ = ["explain", "propose"]


def propose(article: Article, codebook: Codebook, gazetteer: Gazetteer) -> list[Proposal]:
    """The statements an article supports, in text order: one for each actor and position, with the clearest evidence.

    Empty where the text is not in English (`stance.extract.language.language_problem` says so) or not on the question.
    """
    from stance.extract.proposing import run

    return list(run(article, codebook, gazetteer).proposals)


def explain(article: Article, codebook: Codebook, gazetteer: Gazetteer) -> Explanation:
    """The same with every attribution, what became of it and why."""
    from stance.extract.proposing import run

    return run(article, codebook, gazetteer, explain=True)
