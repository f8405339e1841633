using System.Collections.Immutable;

namespace EditorAgent.Core.Processes;

/// <summary>The directories of this machine that the sandbox has to know.</summary>
public sealed record SandboxPlaces
{
    /// <summary>The account's home: hidden but for tools and package caches.</summary>
    public required string UserHome { get; init; }

    /// <summary>What is hidden whole, wherever it lies: our own configuration, sessions and keys.</summary>
    public required ImmutableArray<string> Hidden { get; init; }

    /// <summary>The environment of this process: names where tools and caches lie.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Where is put what confined programs must not leave in a workspace; itself hidden from them.</summary>
    public string QuarantineDirectory => Path.Join(this.Hidden[0], "quarantine");

    /// <param name="environment">The environment of this process.</param>
    /// <param name="agentHome">Our own folder.</param>
    public static SandboxPlaces From(IReadOnlyDictionary<string, string> environment, string agentHome) => new()
    {
        UserHome = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
        Hidden = [agentHome],
        Environment = environment,
    };
}
