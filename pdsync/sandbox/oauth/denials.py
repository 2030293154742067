"""What the OAuth endpoints say no with."""

from __future__ import annotations


class Denial(Exception):
    """An error answer of the token endpoint: its HTTP status, `error` and `error_description`."""

    def __init__(self, error: str, description: str, *, code: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.code, self.error, self.description = code, error, description

    def body(self) -> dict[str, str]:
        """The JSON of the answer."""
        said = {"error": self.error, "error_description": self.description}
        return {name: words for name, words in said.items() if words}


def dead() -> Denial:
    """A refresh token that was revoked or has expired."""
    return Denial("invalid_grant", "Token has been expired or revoked.")


def bad(error: str = "invalid_grant") -> Denial:
    """Something is wrong, and Google does not say what."""
    return Denial(error, "Bad Request")


def unauthorized_client() -> Denial:
    """A service account that may not act for others, or not with these scopes."""
    return Denial(
        "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the "
        "scopes requested.",
        code=401,
    )


def bad_jwt(what: str) -> Denial:
    """An assertion that does not hold."""
    return Denial("invalid_grant", f"Invalid JWT{what}")
