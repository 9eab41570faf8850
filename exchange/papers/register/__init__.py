"""The waste register of the arrêté of 31 May 2021: lines as they are filed, written once for each handover."""
