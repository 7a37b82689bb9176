"""A room for depositions, by daylight: Mr Osei, James Walton, a stenographer, water, a recorder; once for each mood."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from daylight import PLACE, Sheet, blurred, figure, finish, group, mirrored, over, shadow, spill

__all__ = ["MOODS", "PLACE", "moods"]

ROOM = "interlude_deposition"
MOODS = ("neutral", "worried", "wry", "angry")
EDGE = 476  # the table's far edge [units]
SKIN = {"osei": ("#9C6440", "#7A4A34", "#C48E66", "#5A3428"), "walton": ("#E6C2A6", "#C49C84", "#FBE4CC", "#96685E")}
CLOTH = {"osei": ("#5C664C", "#3A4436", "#7E8868"), "walton": ("#3E4C66", "#242C42", "#5E7092")}


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """(mood, picture) for each."""
    room = _room()
    for mood in MOODS:
        yield mood, _people(room, mood)


def _room() -> np.ndarray:
    picture = np.zeros((1080, 1920, 3), np.float32)
    defs_wall = Sheet()
    wall = defs_wall.linear(0, 0, 0, 520, "#8794a0", "#b2bdc4")
    defs_wall.rect(0, 0, 1280, 720, wall)
    picture = over(picture, defs_wall.colours())
    back = group(ROOM, "window: the only light")
    picture = over(picture, blurred(back, 0.9))
    writer = group(ROOM, "stenographer")
    picture = shadow(picture, writer, 10, 6, 12, 0.25)
    picture = over(picture, blurred(writer, 1.5))
    picture = spill(picture, 0.40)
    chairs = group(ROOM, "chairs")
    picture = shadow(picture, chairs, 0, 8, 16, 0.3)
    return over(picture, blurred(chairs, 0.8))


def _people(room: np.ndarray, mood: str) -> np.ndarray:
    picture = room
    for who, layer in (
        ("osei", figure("osei_neutral", 84, 48, 1.36, down=40)),
        ("walton", figure(f"walton_{mood}", 800, 50, 1.36, flipped=True, down=40)),
    ):
        side = 1 if who == "osei" else -1
        picture = shadow(picture, layer, -14 * side, 10, 18, 0.34)
        picture = over(picture, layer)
    picture = spill(picture, 0.22, above=0.72, radius=18)
    picture = _table(picture)
    picture = _arms(picture)
    picture = _things(picture)
    return finish(picture, dark=0.62)


def _table(picture: np.ndarray) -> np.ndarray:
    sheet = Sheet()
    wood = sheet.linear(0, EDGE, 0, 720, "#8a8580", "#6a6460", "#4c474a", "#332f36")
    sheet.polygon([(30, EDGE), (1250, EDGE), (1560, 720), (-280, 720)], wood)
    layer = sheet.colours()
    picture = mirrored(over(picture, layer), picture, EDGE, layer[..., 3], 0.42)
    light = Sheet()
    for x0, x1, low0, low1, op in ((470, 636, 352, 628, 0.26), (648, 812, 652, 930, 0.26)):
        light.polygon([(x0, EDGE), (x1, EDGE), (low1, 720), (low0, 720)], "#f2f5f4", op=op)
    picture = over(picture, blurred(light.colours(), 7))
    grain = Sheet()
    for i in range(26):
        x = -260 + i * 72
        far = 640 + (x - 640) * 0.66
        grain.line([(far, EDGE), (x + (i % 3) * 9, 720)], "#2a2628", 0.9, op=0.10)
    rim = Sheet()
    rim.line([(30, EDGE), (1250, EDGE)], "#eef0ec", 2.2, op=0.75)
    return over(over(picture, blurred(grain.colours(), 0.8)), rim.colours())


def _arms(picture: np.ndarray) -> np.ndarray:
    for who, flip in (("osei", False), ("walton", True)):
        sheet = Sheet()
        sleeve, hand = (_osei if who == "osei" else _walton)
        sleeve(sheet, CLOTH[who], flip)
        hand(sheet, SKIN[who], flip)
        layer = sheet.colours()
        picture = shadow(picture, layer, 0, 9, 7, 0.55)
        picture = shadow(picture, layer, 0, 2, 2, 0.35)
        picture = over(picture, layer)
    return picture


def _at(flip: bool, *points: tuple[float, float]) -> list[tuple[float, float]]:
    return [((1280 - x) if flip else x, y) for x, y in points]


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
        "C 236 508 290 508 344 512 L 346 504 C 290 499 236 499 200 497 C 166 494 150 474 158 448 C 162 434 158 424 146 419 Z"
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
    back = "M 361 492 C 374 486 390 486 402 491 C 414 495 424 501 430 507 C 434 511 433 516 427 518 C 410 522 386 521 372 518 C 364 516 359 512 359 505 Z"
    sheet.path(_curve(flip, back), base)
    sheet.path(_curve(flip, "M 360 508 C 368 514 388 517 408 516 C 418 516 428 515 432 512 C 433 516 430 518 427 518 C 410 522 386 521 372 518 C 364 516 360 513 360 508 Z"), dark)
    sheet.path(_curve(flip, "M 364 493 C 376 488 390 488 401 492 C 411 495 420 500 426 505 C 412 501 398 498 386 497 C 376 496 368 496 364 493 Z"), light, op=0.85)
    for knuckle in (
        "M 404 499 C 410 503 414 508 415 514",
        "M 413 501 C 419 505 423 509 424 514",
        "M 394 500 C 400 504 404 510 405 516",
    ):
        sheet.path(_curve(flip, knuckle), stroke=line, width=1.1, op=0.7)


def _osei_hand(sheet: Sheet, skin: tuple[str, str, str, str], flip: bool) -> None:
    base, _, light, line = skin
    sheet.line(_at(flip, (398, 516), (452, 478)), "#22303e", 4.2)
    sheet.line(_at(flip, (399, 514), (451, 477)), "#6c7c8c", 1.2)
    sheet.line(_at(flip, (392, 520), (399, 515)), "#c9ced4", 2.4)
    _hand(sheet, skin, flip)
    thumb = "M 376 500 C 386 497 398 500 408 506 C 413 509 412 514 406 514 C 396 513 384 511 376 508 Z"
    sheet.path(_curve(flip, thumb), base)
    sheet.path(_curve(flip, "M 379 500 C 388 498 398 501 406 506 C 398 504 388 503 379 503 Z"), light)
    sheet.path(_curve(flip, "M 376 508 C 384 511 396 513 406 514"), stroke=line, width=1.2, op=0.8)


def _walton_hand(sheet: Sheet, skin: tuple[str, str, str, str], flip: bool) -> None:
    _hand(sheet, skin, flip)
    base, _, light, line = skin
    thumb = "M 372 496 C 382 490 396 489 405 492 C 410 494 410 499 405 500 C 396 501 384 503 374 504 Z"
    sheet.path(_curve(flip, thumb), base)
    sheet.path(_curve(flip, "M 376 495 C 385 491 396 490 404 493 C 395 493 386 495 378 498 Z"), light)
    sheet.path(_curve(flip, "M 374 504 C 384 503 396 501 405 500"), stroke=line, width=1.2, op=0.8)
    sheet.path(_curve(flip, "M 401 492 C 404 492 407 494 407 497"), stroke="#fff2e6", width=1.6, op=0.8)


_osei = (_sleeve, _osei_hand)
_walton = (_sleeve, _walton_hand)


def _things(picture: np.ndarray) -> np.ndarray:
    """A recorder between them, a glass and a carafe of water before him, tissues nobody took."""
    sheet = Sheet()
    sheet.polygon([(592, 492), (664, 492), (670, 510), (586, 510)], "#2e343c")
    sheet.polygon([(586, 510), (670, 510), (670, 517), (586, 517)], "#1a1e24")
    sheet.rect(600, 496, 34, 8, "#93a6ae", round_=1)
    sheet.circle(652, 501, 3.4, "#b8483c")
    layer = sheet.colours()
    picture = shadow(picture, layer, 2, 7, 6, 0.5)
    picture = over(picture, layer)
    glass = Sheet()
    glass.path("M 806 466 L 812 536 C 814 541 846 541 848 536 L 854 466 Z", "#e9f1f3", op=0.34)
    glass.path("M 809 496 L 812 535 C 815 540 845 540 848 535 L 851 496 Z", "#bcd0d8", op=0.62)
    glass.ellipse(830, 496, 21, 4.2, "#eef6f8", op=0.9)
    glass.ellipse(830, 466, 24, 4.6, stroke="#f6fbfb", width=1.5, op=0.9)
    glass.path("M 812 474 L 817 532", stroke="#ffffff", width=3, op=0.75)
    glass.path("M 846 474 L 843 530", stroke="#ffffff", width=1.4, op=0.55)
    glass.path("M 814 536 C 822 541 838 541 846 536", stroke="#5e707c", width=1.6, op=0.7)
    layer = glass.colours()
    picture = shadow(picture, layer, 10, 14, 8, 0.45)
    return over(picture, layer)
