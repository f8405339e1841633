namespace EditorAgent.Mcp.Authorization;

/// <summary>Asks the user whether to log in, naming <see cref="LoginAddress.Host"/>, and opens the address in their browser: never by a shell.</summary>
/// <returns>False when the user does not want to, or nothing can be opened.</returns>
public delegate Task<bool> OpenAddress(LoginAddress login, CancellationToken cancellationToken);
