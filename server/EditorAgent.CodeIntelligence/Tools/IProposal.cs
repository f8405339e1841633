using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>A change of code that an engine works out: a tool that stores files after the rules and the user have agreed to exactly that.</summary>
internal interface IProposal
{
    ToolDefinition Definition { get; }

    /// <summary>Whether it is worked out from the loaded solution, which runs code of the workspace.</summary>
    bool NeedsSolution { get; }

    /// <summary>Whether the model only wants to see what would change.</summary>
    bool IsDryRun(JsonElement arguments);

    /// <summary>One line for a person, for example <c>Rename A to B</c>.</summary>
    string Title(JsonElement arguments);

    /// <summary>The path or symbol that tells whose work it is.</summary>
    string? Subject(JsonElement arguments);

    Task<EditProposal> ProposeAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken);
}
