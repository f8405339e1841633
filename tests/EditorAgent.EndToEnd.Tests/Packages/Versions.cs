using System.Xml.Linq;
using EditorAgent.EndToEnd.Tests.Executable;

namespace EditorAgent.EndToEnd.Tests.Packages;

internal static class Versions
{
    /// <summary>The one place that decides.</summary>
    public static string Product { get; } = XDocument.Load(Repository.At("Directory.Build.props")).Descendants("Version").Single().Value;
}
