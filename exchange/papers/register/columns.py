"""The columns of the register as the national service takes them in, in its order and under its French headings."""

from collections.abc import Mapping

MOST_CARRIERS = 5
_ACTOR = {
    "Type": "Type {of}", "OrgId": "Numéro d'identification {of}", "Name": "Raison sociale {of}",
    "Address": "Libellé de l'adresse {of}", "PostalCode": "Code postal {of}", "City": "Commune {of}",
    "CountryCode": "Code pays {of}",
}  # fmt: skip
_PRODUCER = {
    "initialEmitterCompanyType": "Type de producteur initial",
    **{
        f"initialEmitterCompany{key}": text.format(of="du producteur initial")
        for key, text in _ACTOR.items()
        if key != "Type"
    },
    "initialEmitterMunicipalitiesInseeCodes": "Code(s) INSEE de(s) commune(s)",
}  # fmt: skip
_WASTE = {
    "wasteDescription": "Dénomination du déchet", "wasteCode": "Code déchet", "wasteCodeBale": "Code déchet Bâle",
    "wastePop": "POP", "wasteIsDangerous": "Dangereux",
}  # fmt: skip
_WEIGHT = {"weightValue": "Poids en tonnes", "weightIsEstimate": "Type de poids", "volume": "Volume en M3"}
_BROKERS = {
    "brokerCompanySiret": "SIRET du courtier", "brokerCompanyName": "Raison sociale du courtier",
    "brokerRecepisseNumber": "Numéro de récépissé du courtier", "traderCompanySiret": "SIRET du négociant",
    "traderCompanyName": "Raison sociale du négociant", "traderRecepisseNumber": "Numéro de récépissé du négociant",
}  # fmt: skip
_SHIPMENT = {
    "declarationNumber": "Numéro de déclaration GISTRID", "notificationNumber": "Numéro de notification GISTRID",
    "movementNumber": "Numéro de mouvement",
}  # fmt: skip


def _site(prefix: str, of: str, *, name: bool = True) -> dict[str, str]:
    place = "du chantier ou du lieu de collecte"
    named = {f"{prefix}Name": f"Référence {place} {of}"} if name else {}
    return named | {
        f"{prefix}Address": f"Libellé de l'adresse {place} {of}",
        f"{prefix}PostalCode": f"Code postal {place} {of}",
        f"{prefix}City": f"Commune {place} {of}",
        f"{prefix}CountryCode": f"Code pays {place} {of}",
    }


def _carriers() -> dict[str, str]:
    columns: dict[str, str] = {}
    for number in range(1, MOST_CARRIERS + 1):
        of, prefix = f"du transporteur n°{number}", f"transporter{number}"
        columns[f"{prefix}TransportMode"] = f"Mode de transport {of}"
        columns[f"{prefix}CompanyType"] = f"Type de transporteur n°{number}"
        for key, text in _ACTOR.items():
            if key != "Type":
                columns[f"{prefix}Company{key}"] = text.format(of=of)
        columns[f"{prefix}RecepisseIsExempted"] = f"Exemption de récépissé {of}"
        columns[f"{prefix}RecepisseNumber"] = f"Numéro de récépissé {of}"
    return columns


def _company(prefix: str, of: str, type_: str) -> dict[str, str]:
    return {f"{prefix}Type": type_} | {
        f"{prefix}{key}": text.format(of=of) for key, text in _ACTOR.items() if key != "Type"
    }


OUTGOING: Mapping[str, str] = {
    "reason": "Motif",
    "publicId": "Identifiant unique",
    "reportAsCompanySiret": "SIRET du déclarant",
    "reportForCompanySiret": "SIRET de l'expéditeur ou du détenteur",
    **_site("reportForPickupSite", "de l'expéditeur ou du détenteur"),
    **_WASTE,
    "dispatchDate": "Date d'expédition",
    **_WEIGHT,
    **_PRODUCER,
    **_company("destinationCompany", "du destinataire", "Type de destinataire"),
    "destinationDropSiteAddress": "Libellé de l'adresse de dépôt du destinataire",
    "destinationDropSitePostalCode": "Code postal du lieu de dépôt du destinataire",
    "destinationDropSiteCity": "Commune du lieu de dépôt du destinataire",
    "destinationDropSiteCountryCode": "Code pays du lieu de dépôt du destinataire",
    **_SHIPMENT,
    "operationCode": "Code de traitement prévu",
    "operationMode": "Mode de traitement prévu",
    "ecoOrganismeSiret": "SIRET de l'éco-organisme",
    "ecoOrganismeName": "Raison sociale de l’éco-organisme ",  # spelled as there, blank included
    **_BROKERS,
    "isDirectSupply": "Approvisionnement direct (pipeline, convoyeur)",
    **_carriers(),
}
"""Waste sent away, column by column (RULES §3.2)."""

INCOMING: Mapping[str, str] = {
    "reason": "Motif",
    "publicId": "Identifiant unique",
    "reportAsCompanySiret": "SIRET du déclarant",
    "reportForCompanySiret": "SIRET du destinataire",
    **_WASTE,
    "receptionDate": "Date de réception",
    "weighingHour": "Heure de pesée",
    **_WEIGHT,
    **_PRODUCER,
    "initialEmitterMunicipalitiesNames": "Commune(s)",
    **_company("emitterCompany", "de l'expéditeur", "Type d'expéditeur"),
    **_site("emitterPickupSite", "de l'expéditeur"),
    **_BROKERS,
    "ecoOrganismeSiret": "SIRET de l'éco-organisme",
    "ecoOrganismeName": "Raison sociale de l'éco-organisme",
    "operationCode": "Code de traitement réalisé",
    "operationMode": "Mode de traitement",
    "noTraceability": "Rupture de traçabilité autorisée",
    "nextDestinationIsAbroad": "Destination ultérieure à l'étranger",
    **_SHIPMENT,
    "nextOperationCode": "Code de traitement ultérieur prévu",
    "isDirectSupply": "Approvisionnement direct",
    **_carriers(),
}
"""Waste taken in, column by column."""
