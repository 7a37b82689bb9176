"""What pilots can do, one concept a file."""

from game.lab.pilots.skills.called import Heed
from game.lab.pilots.skills.convoy import Convoy
from game.lab.pilots.skills.duel import Duel
from game.lab.pilots.skills.escape import GetAway
from game.lab.pilots.skills.evade import Evade
from game.lab.pilots.skills.explore import Explore
from game.lab.pilots.skills.fight import Fight
from game.lab.pilots.skills.gentle import Gentle
from game.lab.pilots.skills.hide import BreakLineOfSight, TakeCover
from game.lab.pilots.skills.loop import HoldPosts
from game.lab.pilots.skills.outrun import OutrunFlock
from game.lab.pilots.skills.peace import FightIfMust, LessonInPeace
from game.lab.pilots.skills.rob import Rob
from game.lab.pilots.skills.sandbox import TurnDials
from game.lab.pilots.skills.scavenge import Collect
from game.lab.pilots.skills.skill import Answers, Faculties, Skill
from game.lab.pilots.skills.sneak import Shadow, Sneak
from game.lab.pilots.skills.story import AnswerChoice, DoLesson, TakeUpRun
from game.lab.pilots.skills.sweep import OutrunSweep
from game.lab.pilots.skills.television import WatchTelevision
from game.lab.pilots.skills.tow import BringInTow
from game.lab.pilots.skills.travel import Cruise, GoToMarker, Wait

__all__ = [
    "AnswerChoice",
    "Answers",
    "BreakLineOfSight",
    "BringInTow",
    "Collect",
    "Convoy",
    "Cruise",
    "DoLesson",
    "Duel",
    "Evade",
    "Explore",
    "Faculties",
    "Fight",
    "FightIfMust",
    "Gentle",
    "GetAway",
    "GoToMarker",
    "Heed",
    "HoldPosts",
    "LessonInPeace",
    "OutrunFlock",
    "OutrunSweep",
    "Rob",
    "Shadow",
    "Skill",
    "Sneak",
    "TakeCover",
    "TakeUpRun",
    "TurnDials",
    "Wait",
    "WatchTelevision",
]
