using System.Collections;
using System.Collections.Immutable;
using EditorAgent.Core.Processes;

namespace EditorAgent.Core.Secrets;

/// <summary>What a program of the user's desktop needs to find it, on top of <see cref="ChildEnvironment"/>; none of our keys.</summary>
public static class DesktopEnvironment
{
    private static readonly ImmutableArray<string> Names =
        ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "XDG_DATA_DIRS", "XDG_CONFIG_DIRS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"];

    public static IReadOnlyDictionary<string, string> From(IDictionary own, TrustedPath path)
    {
        var environment = new Dictionary<string, string>(ChildEnvironment.From(own, path), OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var name in Names)
        {
            if (own[name] is string { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        return environment;
    }
}
