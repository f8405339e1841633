using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>A question that the model can ask about code: a tool that only reads.</summary>
internal interface ICodeQuestion
{
    ToolDefinition Definition { get; }

    /// <summary>Whether the answer needs the loaded solution, which runs code of the workspace.</summary>
    bool NeedsSolution(JsonElement arguments);

    /// <summary>One line for a person.</summary>
    string Title(JsonElement arguments);

    /// <summary>The path or symbol that tells whose question it is; null when it is everybody's.</summary>
    string? Subject(JsonElement arguments);

    Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken);
}
