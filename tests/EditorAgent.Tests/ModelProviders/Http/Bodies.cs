using System.Text;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.Tests.ModelProviders.Http;

internal static class Bodies
{
    public static string Text(SegmentedContent content) => Encoding.UTF8.GetString(Bytes(content));

    public static byte[] Bytes(SegmentedContent content) => [.. content.Segments.SelectMany(segment => segment.ToArray())];
}
