using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>A tool and words that ask for one call of it.</summary>
internal sealed record ToolCase(ToolDefinition Tool, string Prompt);
