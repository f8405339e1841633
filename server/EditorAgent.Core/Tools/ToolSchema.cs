using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Schemas;

namespace EditorAgent.Core.Tools;

/// <summary>A tool's schema, read and compiled when its first call comes.</summary>
internal sealed class ToolSchema
{
    private readonly CompiledSchema? compiled;

    public ToolSchema(ToolDefinition definition)
    {
        this.Text = JsonElement.Parse(definition.InputSchema.Span);
        try
        {
            this.compiled = CompiledSchema.Compile(this.Text);
        }
        catch (SchemaException unusable)
        {
            this.Problem = $"{definition.Name} cannot be called: {unusable.Message}";
        }
    }

    public JsonElement Text { get; }

    /// <summary>Why no arguments can be checked against it; null for a usable one.</summary>
    public string? Problem { get; }

    public SchemaViolation? Validate(JsonElement arguments) => this.compiled!.Validate(arguments);
}
