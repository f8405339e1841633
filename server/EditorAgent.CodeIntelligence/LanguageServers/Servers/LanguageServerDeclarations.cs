using System.Collections.Immutable;
using EditorAgent.Core.Configuration;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>The servers that may be started: the known ones as the user changed them, and the user's own, which come first.</summary>
/// <param name="Servers">Of several for one extension the first counts.</param>
/// <param name="Problems">One line each, naming the place; such a server is not among <paramref name="Servers"/>.</param>
public sealed record LanguageServerDeclarations(ImmutableArray<LanguageServerDeclaration> Servers, ImmutableArray<string> Problems)
{
    public static LanguageServerDeclarations From(ImmutableArray<LanguageServerSettings> settings)
    {
        var servers = ImmutableArray.CreateBuilder<LanguageServerDeclaration>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var known = LanguageServerDefaults.All.Select(server => server.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var own in settings.Where(server => server.IsEnabled && !known.Contains(server.Name)))
        {
            if (own is not { Command: { Length: > 0 } command, Languages: { IsEmpty: false } languages })
            {
                problems.Add($"{own.Origin}: language_servers.{own.Name} is ignored: a server that is not known ({string.Join(", ", known.Order(StringComparer.Ordinal))}) needs command and languages, for example languages = {{ \".zig\" = \"zig\" }}.");
                continue;
            }

            servers.Add(Changed(new LanguageServerDeclaration { Name = own.Name, Command = command, Languages = languages }, own));
        }

        foreach (var server in LanguageServerDefaults.All)
        {
            var change = settings.FirstOrDefault(own => own.Name == server.Name);
            if (change is null or { IsEnabled: true })
            {
                servers.Add(change is null ? server : Changed(server, change));
            }
        }

        return new LanguageServerDeclarations(servers.ToImmutable(), problems.ToImmutable());
    }

    private static LanguageServerDeclaration Changed(LanguageServerDeclaration server, LanguageServerSettings change) => server with
    {
        Command = change.Command ?? server.Command,
        Args = change.Args ?? server.Args,
        Languages = change.Languages ?? server.Languages,
        RootMarkers = change.RootMarkers ?? server.RootMarkers,
        Settings = change.Settings ?? server.Settings,
        InitializationOptions = change.InitializationOptions ?? server.InitializationOptions,
        Install = change.Command is null ? server.Install : "Install it, or correct its command in your config.toml",
    };
}
