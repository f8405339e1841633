using System.Text.Json;

namespace EditorAgent.Security.Tests.Cases;

/// <summary>What the model does, and what the client does about it.</summary>
internal sealed record AttackAction
{
    /// <summary>Calls of a single turn, each in an answer of its own.</summary>
    public IReadOnlyList<AttackCall>? Calls { get; init; }

    /// <summary>Several prompts in one session.</summary>
    public IReadOnlyList<AttackTurn>? Turns { get; init; }

    /// <summary>Arguments of the executable, for what is not a conversation.</summary>
    public IReadOnlyList<string>? Run { get; init; }

    /// <summary>The name of a conversation that takes more than a script: see <c>Scenarios</c>.</summary>
    public string? Scenario { get; init; }

    /// <summary>Kinds of options or literal option ids, one a question; every further question is answered with <c>reject_once</c>.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>The session's mode, set before the first prompt.</summary>
    public string? Mode { get; init; }

    /// <summary>Members of <c>session/new</c> beside the usual ones.</summary>
    public JsonElement? Session { get; init; }

    public IReadOnlyList<AttackTurn> Prompts => this.Turns ?? [new AttackTurn { Calls = this.Calls ?? [] }];
}
