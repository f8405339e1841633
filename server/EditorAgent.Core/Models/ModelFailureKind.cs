namespace EditorAgent.Core.Models;

/// <summary>Classes of failure, by what is to be done about them.</summary>
public enum ModelFailureKind
{
    /// <summary>Overload, rate limit, 5xx, a broken connection or stream, an empty answer: try again after a delay.</summary>
    Transient,

    /// <summary>The conversation does not fit the window. <see cref="ModelFailure.ContextWindow"/> holds the window if the vendor named it.</summary>
    ContextOverflow,

    /// <summary>The vendor refused the shape of the request; one strict re-projection of the history may help.</summary>
    InvalidRequest,

    /// <summary>The vendor could not use an image; send once more without media.</summary>
    MediaRejected,

    /// <summary>The body is too large in bytes; send once more without old media.</summary>
    BodyTooLarge,

    /// <summary>Refused by the vendor's content filter.</summary>
    ContentFiltered,

    /// <summary>Wrong or missing key.</summary>
    Unauthorized,

    /// <summary>Not permitted, no membership.</summary>
    Forbidden,

    /// <summary>Unknown model or path.</summary>
    NotFound,

    /// <summary>Quota or balance is used up: never retried.</summary>
    QuotaExhausted,

    /// <summary>Nobody answers at the address: refused connection, unknown host, TLS failure. Retried like <see cref="Transient"/>, but told apart for the user.</summary>
    Unreachable,
}
