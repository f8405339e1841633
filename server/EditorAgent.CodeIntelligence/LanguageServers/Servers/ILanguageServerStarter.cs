namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>Starts servers, kept in as the machine allows. Whoever makes one holds a trusted workspace.</summary>
public interface ILanguageServerStarter
{
    /// <exception cref="LanguageServerUnavailableException">It cannot be started; the message says why and what to do.</exception>
    Task<ILanguageServerProcess> StartAsync(LanguageServerDeclaration server, CancellationToken cancellationToken);

    /// <summary>What the program calls itself when its server does not say, for example from the package it lies in; else null.</summary>
    string? VersionOf(LanguageServerDeclaration server);
}
