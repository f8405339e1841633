namespace EditorAgent.Core.Agent.CodeActions;

/// <param name="Line">From zero.</param>
/// <param name="Character">UTF-16 units from zero.</param>
public readonly record struct TextPosition(int Line, int Character);
