namespace EditorAgent.ModelProviders.Discovery;

/// <summary>A kind of local server and the port it uses by default.</summary>
internal sealed record LocalServer(string Name, int Port);
