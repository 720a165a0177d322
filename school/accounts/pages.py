"""The one blueprint of this room: its endpoints are accounts.sign_in, accounts.own, accounts.index …"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
