using System.Runtime.CompilerServices;
using Microsoft.Build.Locator;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>Which SDK's MSBuild this process uses. A process can have one only, and it must be chosen before any type of MSBuild is touched.</summary>
/// <param name="Path">The SDK's folder; null when there is none.</param>
/// <param name="Version">For example <c>10.0.401</c>.</param>
/// <param name="Problem">What a person should know: no SDK, or not the one that global.json asks for.</param>
internal sealed record SdkRegistration(string? Path, string? Version, string? Problem)
{
    private static readonly Lock Gate = new();
    private static VisualStudioInstance? registered;

    /// <summary>Registers the SDK that the workspace asks for, or the newest there is when that one is not installed; the first to ask decides.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static SdkRegistration For(string root)
    {
        var (asked, failure) = Query(root);
        lock (Gate)
        {
            if (registered is null)
            {
                registered = asked ?? Query(System.IO.Path.GetPathRoot(root)!).Instance;
                if (registered is null)
                {
                    return new SdkRegistration(null, null, "no .NET SDK found: install one, then load again");
                }

                MSBuildLocator.RegisterInstance(registered);
            }

            var path = System.IO.Path.TrimEndingDirectorySeparator(registered.MSBuildPath);
            var version = System.IO.Path.GetFileName(path);
            return new SdkRegistration(path, version, asked is null ? $"global.json asks for an SDK that is not installed; loaded with {version} ({failure})"
                : asked.MSBuildPath != registered.MSBuildPath ? $"loaded with SDK {version}, not with {asked.Version}" : null);
        }
    }

    private static (VisualStudioInstance? Instance, string Failure) Query(string folder)
    {
        try
        {
            var options = new VisualStudioInstanceQueryOptions { DiscoveryTypes = DiscoveryType.DotNetSdk, WorkingDirectory = folder };
            return (MSBuildLocator.QueryVisualStudioInstances(options).FirstOrDefault(), "none found");
        }
        catch (Exception exception)
        {
            return (null, exception.Message.Split('\n', 2)[0].Trim());
        }
    }
}
