using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditorAgent.Security.Tests.Cases;

/// <summary>
/// One line of <c>attacks.jsonl</c>. In its texts <c>{C}</c> is the canary, <c>{P}</c> a port with a listening canary, <c>{W}</c> the
/// workspace, <c>{O}</c> a directory outside it, <c>{H}</c> the user's home, <c>{M}</c> a folder of words for the server <c>{R}/server.sh</c>,
/// <c>{S}</c> the case's HTTP server, and <c>{4000*x}</c> four thousand times x.
/// </summary>
internal sealed record AttackInput
{
    public required string Id { get; init; }

    public required int Input { get; init; }

    public required string Group { get; init; }

    /// <summary>Lines of a bash script that makes the workspace, run in it as the same user as the sidecar.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    public required AttackAction Action { get; init; }

    public required string Expect { get; init; }

    /// <summary>What a person must see before they decide.</summary>
    public IReadOnlyList<string> PromptContains { get; init; } = [];

    /// <summary>What a person must not be offered or shown.</summary>
    public IReadOnlyList<string> PromptLacks { get; init; } = [];

    /// <summary>What the client must be told, be it with a result, a notice or a refusal.</summary>
    public IReadOnlyList<string> Tells { get; init; } = [];

    /// <summary>What the calls' output must not hold, and must.</summary>
    public IReadOnlyList<string> OutputLacks { get; init; } = [];

    public IReadOnlyList<string> OutputContains { get; init; } = [];

    /// <summary>What no request to the model may hold.</summary>
    public IReadOnlyList<string> ModelLacks { get; init; } = [];

    /// <summary>What a request to the model must hold.</summary>
    public IReadOnlyList<string> ModelHolds { get; init; } = [];

    /// <summary>What nobody must be told.</summary>
    public IReadOnlyList<string> TellsNot { get; init; } = [];

    /// <summary>What the editor can do, beside the usual: see <c>clientCapabilities</c>.</summary>
    public JsonElement? Client { get; init; }

    /// <summary>The HTTP server of the case, at <c>{S}/mcp</c>.</summary>
    public AttackHost? Host { get; init; }

    /// <summary>The same, in cells without a sandbox.</summary>
    public IReadOnlyList<string> TellsUnconfined { get; init; } = [];

    /// <summary>Arguments by which processes are known that must not outlive the call.</summary>
    public IReadOnlyList<string> Survivors { get; init; } = [];

    public IReadOnlyList<string> MustNotExist { get; init; } = [];

    /// <summary>Names of files that the case changes by right, because a person allowed it or it is a control.</summary>
    public IReadOnlyList<string> MayChange { get; init; } = [];

    /// <summary>The user's config.toml where it is not the usual one.</summary>
    public string? Config { get; init; }

    /// <summary>Lines of a script run in the user's own folder, after the configuration was written.</summary>
    public IReadOnlyList<string> UserSetup { get; init; } = [];

    /// <summary>Whether the user has trusted the workspace.</summary>
    public bool Trusted { get; init; }

    /// <summary>Outcome in cells without a sandbox, where it differs.</summary>
    public string? ExpectUnconfined { get; init; }

    /// <summary>What the client allows is allowed only where a sandbox keeps it in; elsewhere the answer is no.</summary>
    public bool ConfinedOnly { get; init; }

    /// <summary>The part of the product that the case is really about, where that does not exist yet: no proof of the case.</summary>
    public string? Awaits { get; init; }

    public required string Source { get; init; }

    [JsonIgnore]
    public string Name => $"{this.Id}/{this.Input}";
}
