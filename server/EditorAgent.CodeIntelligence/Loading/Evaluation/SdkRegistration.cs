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
    private static SdkRegistration? registered;

    /// <summary>Registers the SDK that the workspace asks for, or the newest there is when that one is not installed.</summary>
    public static SdkRegistration For(string root)
    {
        lock (Gate)
        {
            return registered ??= Register(root);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SdkRegistration Register(string root)
    {
        var (instance, failure) = Query(root);
        if (instance is not null)
        {
            return Use(instance, null);
        }

        (instance, _) = Query(System.IO.Path.GetPathRoot(root)!);
        return instance is null
            ? new SdkRegistration(null, null, "no .NET SDK found: install one, then load again")
            : Use(instance, $"global.json asks for an SDK that is not installed ({failure}); loaded with {instance.Version}");
    }

    private static SdkRegistration Use(VisualStudioInstance instance, string? problem)
    {
        MSBuildLocator.RegisterInstance(instance);
        return new SdkRegistration(instance.MSBuildPath, System.IO.Path.GetFileName(instance.MSBuildPath.TrimEnd('/', '\\')), problem);
    }

    private static (VisualStudioInstance? Instance, string Failure) Query(string folder)
    {
        try
        {
            var options = new VisualStudioInstanceQueryOptions { DiscoveryTypes = DiscoveryType.DotNetSdk, WorkingDirectory = folder };
            var instance = MSBuildLocator.QueryVisualStudioInstances(options).FirstOrDefault();
            return (instance, "no SDK");
        }
        catch (Exception exception)
        {
            return (null, exception.Message.Split('\n', 2)[0].Trim());
        }
    }
}
