namespace EditorAgent.Host.Gateway.Requests;

/// <summary>One entry of a request's <c>tools</c>.</summary>
internal abstract record ToolEntry;
