"""Posts a lot and a need that fit, as people would, and is killed before anybody could pair them."""

import os
import re
import signal

from exchange.factory import create_app
from exchange.kernel import clock
from tests import makers

PASSWORD = "navette-demo-shuttle"
BOTH = {"material_words": "outillage", "material_code": "machinery.hand_tools", "unit": "kg"}


def main() -> None:
    """Two browsers without a worker behind the pages."""
    app = create_app()
    day = clock.today().isoformat()
    lot = {"quantity": "900", "condition": "4", "legal_status": "product", "price_kind": "free", "available_from": day}
    need = {"quantity": "800", "collects_within_km": "200", "wanted_from": day}
    _post(app, "anna", "/offers", {**lot, "parting": "any", "mass_basis": "declared", "title": "Fault: 900 kg"})
    _post(app, "bram", "/needs", {**need, "title": "Fault: 800 kg"})
    os.kill(os.getpid(), signal.SIGKILL)


def _post(app, name, path, answers):
    client = app.test_client()
    assert makers.send(client, "/sign-in", email=f"{name}@navette.example", password=PASSWORD).status_code == 303
    page = client.get(f"{path}/new").text
    site_id = re.search(r'<select[^>]*name="site_id"[^>]*>.*?value="([^"]+)"', page, re.DOTALL)[1]
    answer = makers.send(client, path, **BOTH, **answers, rhythm="one_off", site_id=site_id)
    assert answer.status_code == 303, answer.text


if __name__ == "__main__":
    main()
