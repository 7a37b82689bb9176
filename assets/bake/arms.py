"""An arm on a table: a sleeve that comes from the shoulder, a cuff, a hand that rests.

It is drawn for whoever sits at the left. Positions are those of a portrait at (84, 48), 1.36 times as large, before a
table whose far edge is at 476.
"""

from __future__ import annotations

import numpy as np
from daylight import Sheet, over, shadow

SKIN = {"osei": ("#9C6440", "#7A4A34", "#C48E66", "#5A3428"), "walton": ("#E6C2A6", "#C49C84", "#FBE4CC", "#96685E")}
CLOTH = {"osei": ("#5C664C", "#3A4436", "#7E8868"), "walton": ("#3E4C66", "#242C42", "#5E7092")}


def forearm(picture: np.ndarray, who: str, dx: float = 0.0, dy: float = 0.0, *, flipped: bool = False) -> np.ndarray:
    """One arm of theirs in its own shadow; `flipped` for whoever sits at the right."""
    sheet = Sheet()
    with sheet.moved(dx, dy):
        _sleeve(sheet, CLOTH[who], flipped)
        (_pen_hand if who == "osei" else _resting_hand)(sheet, SKIN[who], flipped)
    layer = sheet.colours()
    picture = shadow(picture, layer, 0, 9, 7, 0.55)
    picture = shadow(picture, layer, 0, 2, 2, 0.35)
    return over(picture, layer)


def _curve(flip: bool, data: str) -> str:
    """Path data, mirrored at the picture's middle when flipped: pairs of absolute coordinates only."""
    out, pair = [], 0
    for token in data.split():
        if token.isalpha():
            out.append(token)
            continue
        out.append(f"{1280 - float(token):.1f}" if flip and pair % 2 == 0 else token)
        pair += 1
    return " ".join(out)


def _sleeve(sheet: Sheet, cloth: tuple[str, str, str], flip: bool) -> None:
    """The forearm lies along the table; the upper arm comes down to its elbow from the shoulder."""
    base, dark, light = cloth
    arm = (
        "M 146 419 C 120 428 100 442 95 462 C 92 480 94 500 112 507 C 132 514 160 513 190 511 "
        "C 236 508 290 508 344 512 L 352 489 C 310 476 268 466 236 459 C 218 454 206 444 198 428 Z"
    )
    sheet.path(_curve(flip, arm), base)
    under = (
        "M 146 419 C 120 428 100 442 95 462 C 92 480 94 500 112 507 C 132 514 160 513 190 511 "
        "C 236 508 290 508 344 512 L 346 504 C 290 499 236 499 200 497 C 166 494 150 474 158 448 "
        "C 162 434 158 424 146 419 Z"
    )
    sheet.path(_curve(flip, under), dark)
    top = (
        "M 204 438 C 212 450 222 456 236 460 C 268 467 310 477 351 491 L 352 488 "
        "C 310 473 270 461 240 453 C 226 449 214 444 204 438 Z"
    )
    sheet.path(_curve(flip, top), light)
    for fold in (
        "M 158 462 C 168 476 184 480 202 474 C 186 488 166 484 158 462 Z",
        "M 172 448 C 182 458 194 462 208 460 C 194 470 178 464 172 448 Z",
        "M 262 500 C 274 492 278 484 274 474 C 284 484 282 494 262 500 Z",
    ):
        sheet.path(_curve(flip, fold), dark, op=0.75)
    sheet.path(_curve(flip, "M 340 511 C 343 504 348 496 352 487 L 366 490 C 363 498 360 506 357 514 Z"), "#eef1f3")
    sheet.path(_curve(flip, "M 340 511 C 342 507 344 503 345 500 L 361 504 C 360 507 358 511 357 514 Z"), "#b9c2ca")


def _hand(sheet: Sheet, skin: tuple[str, str, str, str], flip: bool) -> None:
    """A hand that rests on its side, fingers curled over each other, the thumb along the first of them."""
    base, dark, light, line = skin
    back = (
        "M 361 492 C 374 486 390 486 402 491 C 414 495 424 501 430 507 C 434 511 433 516 427 518 "
        "C 410 522 386 521 372 518 C 364 516 359 512 359 505 Z"
    )
    sheet.path(_curve(flip, back), base)
    sheet.path(
        _curve(
            flip,
            "M 360 508 C 368 514 388 517 408 516 C 418 516 428 515 432 512 C 433 516 430 518 427 518 "
            "C 410 522 386 521 372 518 C 364 516 360 513 360 508 Z",
        ),
        dark,
    )
    sheet.path(
        _curve(
            flip,
            "M 364 493 C 376 488 390 488 401 492 C 411 495 420 500 426 505 C 412 501 398 498 386 497 "
            "C 376 496 368 496 364 493 Z",
        ),
        light,
        op=0.85,
    )
    for knuckle in (
        "M 404 499 C 410 503 414 508 415 514",
        "M 413 501 C 419 505 423 509 424 514",
        "M 394 500 C 400 504 404 510 405 516",
    ):
        sheet.path(_curve(flip, knuckle), stroke=line, width=1.1, op=0.7)


def _pen_hand(sheet: Sheet, skin: tuple[str, str, str, str], flip: bool) -> None:
    base, _, light, line = skin
    sheet.path(_curve(flip, "M 398 516 L 452 478"), stroke="#22303e", width=4.2)
    sheet.path(_curve(flip, "M 399 514 L 451 477"), stroke="#6c7c8c", width=1.2)
    sheet.path(_curve(flip, "M 392 520 L 399 515"), stroke="#c9ced4", width=2.4)
    _hand(sheet, skin, flip)
    thumb = "M 376 500 C 386 497 398 500 408 506 C 413 509 412 514 406 514 C 396 513 384 511 376 508 Z"
    sheet.path(_curve(flip, thumb), base)
    sheet.path(_curve(flip, "M 379 500 C 388 498 398 501 406 506 C 398 504 388 503 379 503 Z"), light)
    sheet.path(_curve(flip, "M 376 508 C 384 511 396 513 406 514"), stroke=line, width=1.2, op=0.8)


def _resting_hand(sheet: Sheet, skin: tuple[str, str, str, str], flip: bool) -> None:
    _hand(sheet, skin, flip)
    base, _, light, line = skin
    thumb = "M 372 496 C 382 490 396 489 405 492 C 410 494 410 499 405 500 C 396 501 384 503 374 504 Z"
    sheet.path(_curve(flip, thumb), base)
    sheet.path(_curve(flip, "M 376 495 C 385 491 396 490 404 493 C 395 493 386 495 378 498 Z"), light)
    sheet.path(_curve(flip, "M 374 504 C 384 503 396 501 405 500"), stroke=line, width=1.2, op=0.8)
    sheet.path(_curve(flip, "M 401 492 C 404 492 407 494 407 497"), stroke="#fff2e6", width=1.6, op=0.8)
