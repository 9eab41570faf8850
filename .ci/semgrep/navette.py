# What each rule finds, and what it leaves alone. Read by semgrep only: nothing here is ever run.
import contextlib
import datetime
import decimal
import hashlib
import os
import pathlib
import pickle
import random
import smtplib
import ssl
import subprocess
import time

import requests
import sqlalchemy as sa
from flask import redirect, request, send_file
from markupsafe import Markup


def sql(name, connection, session):
    # ruleid: sql-from-text
    sa.text(f"SELECT * FROM offer WHERE title = '{name}'")
    # ruleid: sql-from-text
    sa.text("SELECT * FROM offer WHERE title = '%s'" % name)
    # ruleid: sql-from-text
    connection.execute(f"DELETE FROM offer WHERE title = '{name}'")
    # ok: sql-from-text
    connection.execute(sa.text("SELECT * FROM offer WHERE title = :name"), {"name": name})


def drawn(title):
    # ruleid: markup-from-data
    Markup(title)
    # ruleid: markup-from-data
    Markup(f"<b>{title}</b>")
    # ok: markup-from-data
    Markup("<b>{}</b>").format(title)


def called(address, session):
    # ruleid: calls-out-elsewhere
    requests.get(address, timeout=10)
    # ruleid: calls-out-elsewhere
    requests.Session()
    # ok: calls-out-elsewhere
    session.get(address)


def told(clock):
    # ruleid: own-clock
    datetime.datetime.now()
    # ruleid: own-clock
    time.time()
    # ok: own-clock
    clock.now()


def read(form):
    # ruleid: number-of-request
    float(request.form["quantity"])
    # ruleid: number-of-request
    decimal.Decimal(request.args.get("price", "0"))
    # ok: number-of-request
    decimal.Decimal("0.5")


def opened(store, upload, key):
    # ruleid: path-of-request
    open(request.args["name"])
    # ruleid: path-of-request
    pathlib.Path("uploads") / pathlib.Path(upload.filename)
    # ruleid: path-of-request
    send_file(request.args["file"])
    # ok: path-of-request
    store.read(key)


def led(local_path):
    # ruleid: redirect-of-request
    redirect(request.args["next"])
    # ok: redirect-of-request
    redirect(local_path(request.args.get("next")) or "/")


def started(name):
    # ruleid: through-a-shell
    subprocess.run(f"convert {name}", shell=True)
    # ruleid: through-a-shell
    os.system(name)
    # ok: through-a-shell
    subprocess.run(["convert", name])


def hushed(work):
    # ruleid: swallowed
    try:
        work()
    except Exception:
        pass
    # ruleid: swallowed
    with contextlib.suppress(Exception):
        work()
    # ok: swallowed
    try:
        work()
    except OSError:
        pass


def stored(session, unit_of_work, row):
    # ruleid: commit-by-hand
    session().commit()
    # ok: commit-by-hand
    with unit_of_work() as current:
        current.add(row)


def run(text):
    # ruleid: runs-what-it-reads
    eval(text)
    # ruleid: runs-what-it-reads
    pickle.loads(text)
    # ok: runs-what-it-reads
    text.strip()


def drawn_by_lot(secrets):
    # ruleid: guessable
    random.choice("abc")
    # ok: guessable
    secrets.token_urlsafe(32)


def hashed(secret):
    # ruleid: weak-hash
    hashlib.md5(secret)
    # ruleid: weak-hash
    hashlib.sha1(secret)
    # ok: weak-hash
    hashlib.sha256(secret)


def sealed(session, server, host):
    # ruleid: any-certificate
    session.get(host, verify=False)
    # ruleid: any-certificate
    smtplib.SMTP_SSL(host, 465)
    # ruleid: any-certificate
    server.starttls()
    # ok: any-certificate
    smtplib.SMTP_SSL(host, 465, context=ssl.create_default_context())
    # ok: any-certificate
    server.starttls(context=ssl.create_default_context())


def show(session, queries, Offer, offer_id, business_id):
    # ruleid: fetched-in-a-view
    session().get(Offer, offer_id)
    # ruleid: fetched-in-a-view
    session().get_one(Offer, offer_id)
    # ok: fetched-in-a-view
    queries.own_offer(offer_id, business_id)


def settled(current_app):
    # ruleid: settings-elsewhere
    os.environ.get("SMTP_URL")
    # ruleid: settings-elsewhere
    os.environ["SMTP_URL"]
    # ok: settings-elsewhere
    current_app.config["SMTP_URL"]
