"""Doors of the accounts, by resource."""

from exchange.accounts.views import (
    company,
    confirmation,
    invitations,
    mail_address,
    members,
    passkeys,
    passwords,
    permits,
    provider,
    proving,
    second_step,
    security,
    sign_in,
    sign_up,
    sites,
)
from exchange.accounts.views.blueprints import accounts_bp, company_bp, invitations_bp, security_bp, sites_bp

BLUEPRINTS = (accounts_bp, company_bp, invitations_bp, security_bp, sites_bp)
PAGES = (
    company,
    confirmation,
    invitations,
    mail_address,
    members,
    passkeys,
    passwords,
    permits,
    provider,
    proving,
    second_step,
    security,
    sign_in,
    sign_up,
    sites,
)
"""The modules that put their views on those blueprints."""
