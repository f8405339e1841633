using System.Runtime.CompilerServices;

namespace EditorAgent.Protocol.Generator;

/// <summary>Where this repository keeps <c>protocol/</c>.</summary>
public static class ProtocolFolder
{
    public static string Path { get; } = Find();

    private static string Find([CallerFilePath] string thisFile = "")
        => System.IO.Path.GetFullPath("..", System.IO.Path.GetDirectoryName(thisFile)!);
}
