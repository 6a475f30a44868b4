"""What the people of a demo are called and say."""

from __future__ import annotations

from deliberate.domain.labels import Label

# Birds, so that nobody takes one for a neighbour.
COLOURS = (
    *("Amber", "Azure", "Brown", "Copper", "Crimson", "Dusky", "Golden", "Green"),
    *("Grey", "Indigo", "Ivory", "Ochre", "Olive", "Russet", "Silver", "Violet"),
)
BIRDS = (
    *("Avocet", "Bittern", "Bunting", "Curlew", "Dipper", "Dunlin", "Eider", "Finch", "Godwit", "Grebe", "Harrier"),
    *("Heron", "Hoopoe", "Kestrel", "Lapwing", "Linnet", "Martin", "Nuthatch", "Oriole", "Osprey", "Petrel", "Pipit"),
    *("Plover", "Redstart", "Robin", "Shrike", "Siskin", "Starling", "Swift", "Tern", "Thrush", "Wren"),
)
OPENINGS = {
    Label.SUPPORT: ("This is worth doing.", "I agree with this part.", "It would help where we live."),
    Label.OBJECTION: (
        "This would not work as it is written.",
        "There is a gap here.",
        "It promises too much.",
    ),
    Label.CONDITION: (
        "Only if somebody checks it.",
        "Not before the money is there.",
        "Courts that work come first.",
    ),
    Label.ALTERNATIVE: ("Start in one region instead.", "Let each district choose.", "Pay local groups directly."),
    Label.AMENDMENT: ("The words are too loose.", "A date belongs here.", "Name who is responsible."),
    Label.QUESTION: ("Who decides this?", "What happens when it fails?", "How long would it take?"),
    Label.ANSWER: ("The text says so two sections on.", "A joint board would.", "About two years, going by the plan."),
    Label.REBUTTAL: ("That does not follow.", "It has been tried, and it held.", "This mixes up two things."),
    Label.SAFEGUARD: (
        "Publish every transfer.",
        "Let an outside auditor report.",
        "Stop paying when a goal is missed.",
    ),
    Label.CONCESSION: ("That is right.", "I had not seen this.", "True, and it has to change."),
    Label.EVIDENCE: ("There are figures for this.", "It was measured once.", "A report says the same."),
    Label.COUNTER_EVIDENCE: ("The figures say otherwise.", "The same report goes on.", "A later count differs."),
    Label.COMMENT: ("See the neighbouring section too.", "Thank you for writing this.", "I will come back to it."),
}
MIDDLES = (
    "It matters most where the text says “{words} …”.",
    "Think of somebody who reads “{words} …” for the first time.",
    "The words “{words} …” can be read in two ways.",
    "What follows “{words} …” bears on it.",
    "Without “{words} …” the rest hangs in the air.",
)
ENDS = (
    "Small towns would notice it first.",
    "I would want to see a number.",
    "The two sides are closer here than it looks.",
    "It should be said plainly.",
    "That can be checked after a year.",
    "Nobody is asked to take it on trust.",
    "It costs little to try.",
    "A deadline would help.",
)
