namespace EditorAgent.Core.Agent.CodeActions;

/// <param name="Start">Of the first character.</param>
/// <param name="End">Behind the last one.</param>
public readonly record struct TextRange(TextPosition Start, TextPosition End)
{
    public bool IsEmpty => this.Start == this.End;
}
