"""Credentials as AWS's own tools find them, and signatures made with them, through botocore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from anyio import to_thread

from trustcore import ConfigurationError
from trustcore.errors import AuthenticationError
from trustcore.provider_kit import Authorize
from trustcore_providers._extras import need

_EXTRA = "bedrock"


def region_of(profile: str | None) -> str | None:
    """The region of a profile. Reads files.

    Raises:
        ConfigurationError: When they cannot be read, or have no such profile.
    """
    region = _session(profile).get_config_variable("region")
    return None if region is None else str(region)


def signer(profile: str | None, service: str, region: str) -> Authorize:
    """What signs requests with AWS's Signature Version 4. Reads files, and asks services.

    Raises:
        ConfigurationError: When there are no credentials.
    """
    with _refused(ConfigurationError, "AWS credentials could not be had"):
        credentials = _session(profile).get_credentials()
    if credentials is None:
        raise ConfigurationError(
            "no AWS credentials were found. Four ways: AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY, a profile (profile= or AWS_PROFILE), a role of the machine, or "
            "a Bedrock API key (api_key= or AWS_BEARER_TOKEN_BEDROCK)"
        )
    runs_out = getattr(credentials, "refresh_needed", lambda: False)
    signature = need("botocore.auth", extra=_EXTRA).SigV4Auth
    prepared = need("botocore.awsrequest", extra=_EXTRA).AWSRequest

    def sign(url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
        request = prepared("POST", url, dict(headers), data=body)
        with _refused(AuthenticationError, "AWS credentials ran out and could not be had anew"):
            frozen = credentials.get_frozen_credentials()
        signature(frozen, service, region).add_auth(request)
        return dict(request.headers.items())

    async def authorize(url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
        if runs_out():  # they are fetched anew, over the network: not in the event loop
            return await to_thread.run_sync(sign, url, headers, body)
        return sign(url, headers, body)

    return authorize


def _session(profile: str | None) -> Any:  # noqa: ANN401  (botocore has no types)
    with _refused(ConfigurationError, "AWS's configuration cannot be read"):
        session = need("botocore.session", extra=_EXTRA).Session(profile=profile)
        session.get_scoped_config()
    return session


@contextmanager
def _refused(kind: type[Exception], what: str) -> Iterator[None]:
    """Make botocore's errors ours; its messages may quote what a file holds."""
    theirs = need("botocore.exceptions", extra=_EXTRA)
    try:
        yield
    # A RuntimeError is what it has for new credentials that have run out as well.
    except (theirs.BotoCoreError, theirs.ClientError, RuntimeError) as error:
        raise kind(f"{what} ({type(error).__name__}); see profile= and AWS_PROFILE") from error
