using System.Collections;
using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Processes;

namespace EditorAgent.Core.Secrets;

/// <summary>Opens the user's store with what this system has to keep secrets: DPAPI, the login keychain, the desktop's secret service, or files that only the user can read.</summary>
public static class SecretStores
{
    /// <summary>Touches neither disk nor another program until a secret is asked for.</summary>
    /// <param name="home">The user's folder.</param>
    /// <param name="path">Where the safe's program is found.</param>
    /// <param name="own">The environment of this process.</param>
    /// <param name="notice">Told at most once, in one line, that a weaker seal had to do.</param>
    /// <param name="time">Measures waits.</param>
    public static ISecretStore Open(EditorAgentHome home, TrustedPath path, IDictionary own, Action<string> notice, TimeProvider time)
    {
        var seals = ImmutableArray.CreateBuilder<ISecretSeal>();
        if (OperatingSystem.IsWindows())
        {
            seals.Add(new WindowsSeal());
        }
        else if (HolderOf(path, own, time) is { } holder)
        {
            seals.Add(new HeldKeySeal(holder, LocksOf(home, time)));
        }

        seals.Add(new FilePermissionSeal());
        return new SecretStore(new PrivateFolder(home.SecretsDirectory, time), seals.ToImmutable(), notice);
    }

    /// <summary>Reads what can be read without another program and without a question; what a desktop's safe has sealed cannot.</summary>
    public static ISecretStore OpenWithoutSafe(EditorAgentHome home, TimeProvider time) =>
        new SecretStore(new PrivateFolder(home.SecretsDirectory, time), OperatingSystem.IsWindows() ? [new WindowsSeal(), new FilePermissionSeal()] : [new FilePermissionSeal()], _ => { });

    /// <summary>The locks that all processes of this user share.</summary>
    public static KeyedLock LocksOf(EditorAgentHome home, TimeProvider time) => new(Path.Combine(home.SecretsDirectory, "locks"), time);

    private static IKeyHolder? HolderOf(TrustedPath path, IDictionary own, TimeProvider time)
    {
        if (OperatingSystem.IsMacOS())
        {
            return new MacKeychain(new SafeProgram("/usr/bin/security", ChildEnvironment.From(own, path), time));
        }

        if (own["DBUS_SESSION_BUS_ADDRESS"] is not string { Length: > 0 } || path.Find("secret-tool") is not { } secretTool)
        {
            return null;
        }

        return new SecretService(new SafeProgram(secretTool, DesktopEnvironment.From(own, path), time));
    }
}
