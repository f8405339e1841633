using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Trust;

/// <summary>
/// The definitions of tools as the user first met or last approved them, by server identity; kept outside every workspace. Where pins were
/// lost or damaged, nothing counts as seen before: each tool is asked about, never silently pinned anew. Safe from any thread and process.
/// </summary>
/// <param name="directory"><see cref="EditorAgentHome.McpDirectory"/>.</param>
public sealed class ToolPins(string directory)
{
    private const int MostPins = 10_000;
    private const int LargestDefinition = 512 * 1024;
    private const int LargestFile = 24 * 1024 * 1024;

    private readonly PrivateFolder folder = new(Path.Combine(directory, "pins"), TimeProvider.System);

    /// <summary>What a tool's definition is pinned by.</summary>
    public static string HashOf(ServerIdentity server, ServerTool tool) => ToolDefinition.HashOf(server, tool);

    /// <summary>Pins what was never seen and compares the rest.</summary>
    /// <returns>For each tool that changed, its name and the change.</returns>
    /// <exception cref="IOException">New pins cannot be written.</exception>
    public async Task<ImmutableDictionary<string, ToolChange>> CompareAsync(ServerIdentity server, ImmutableArray<ServerTool> tools, CancellationToken cancellationToken)
    {
        if (!this.TryRead(server, out var pins, out var problem))
        {
            return All(tools, $"The record of this server's tools in {this.folder.Path} cannot be used ({problem}), so it is not known what was approved. It is now:");
        }

        if (pins.IsWhole && tools.Any(tool => !pins.Tools.ContainsKey(tool.Name)) && pins.Tools.Count < MostPins)
        {
            using var held = await this.folder.LockAsync(cancellationToken);
            if (!this.TryRead(server, out pins, out problem))
            {
                return All(tools, $"The record of this server's tools in {this.folder.Path} cannot be used ({problem}), so it is not known what was approved. It is now:");
            }

            pins = tools.Where(tool => !pins.Tools.ContainsKey(tool.Name)).Take(MostPins - pins.Tools.Count).Aggregate(pins, (set, tool) => With(set, server, tool));
            this.folder.Write(NameOf(server), Bounded(server, pins));
        }

        var changed = ImmutableDictionary.CreateBuilder<string, ToolChange>(StringComparer.Ordinal);
        foreach (var tool in tools)
        {
            if (Change(server, pins, tool) is { IsEmpty: false } lines)
            {
                changed[tool.Name] = new ToolChange(lines);
            }
        }

        return changed.ToImmutable();
    }

    /// <summary>The tools that are not what was last approved, of those that were; looks only.</summary>
    public ImmutableArray<string> Changed(ServerIdentity server, ImmutableArray<ServerTool> tools) => this.TryRead(server, out var pins, out _)
        ? [.. tools.Where(tool => pins.Tools.TryGetValue(tool.Name, out var pin) && pin.Hash != ToolDefinition.HashOf(server, tool)).Select(tool => tool.Name)]
        : [];

    /// <summary>The definition that was last approved; what the model is shown while a change waits. Null where it is not known any more.</summary>
    public ServerTool? Approved(ServerIdentity server, string tool) =>
        this.TryRead(server, out var pins, out _) ? pins.Tools.GetValueOrDefault(tool)?.Tool : null;

    /// <summary>The user has read what changed and agreed.</summary>
    /// <exception cref="IOException">It cannot be written; the earlier pin stays.</exception>
    public async Task ApproveAsync(ServerIdentity server, ServerTool tool, CancellationToken cancellationToken)
    {
        using var held = await this.folder.LockAsync(cancellationToken);
        var pins = this.TryRead(server, out var read, out _) ? read : PinSet.Empty with { IsWhole = false };
        this.folder.Write(NameOf(server), Bounded(server, With(pins, server, tool)));
    }

    /// <summary>The user wants to meet the server's tools anew.</summary>
    /// <exception cref="IOException">They cannot be removed.</exception>
    public async Task ForgetAsync(ServerIdentity server, CancellationToken cancellationToken)
    {
        if (!Path.Exists(this.folder.Path))
        {
            return;
        }

        using var held = await this.folder.LockAsync(cancellationToken);
        this.folder.Delete(NameOf(server));
    }

    private static ImmutableArray<string> Change(ServerIdentity server, PinSet pins, ServerTool tool)
    {
        if (!pins.Tools.TryGetValue(tool.Name, out var pin))
        {
            return Whole(tool, pins.IsWhole ? $"This server has more than {MostPins} tools; this one is not on record. It is:" : "It is not known whether this tool was approved before. It is now:");
        }

        var hash = ToolDefinition.HashOf(server, tool);
        if (pin.Hash == hash)
        {
            return [];
        }

        if (pin.Tool is null)
        {
            return Whole(tool, "It changed; the earlier definition was too large to be kept. It is now:");
        }

        var lines = TrustDifference.Between(ToolDefinition.FactsOf(pin.Tool), ToolDefinition.FactsOf(tool));
        return lines.IsEmpty ? Whole(tool, "It changed. It is now:") : lines;
    }

    private static ImmutableArray<string> Whole(ServerTool tool, string why) => [why, .. TrustDifference.Between([], ToolDefinition.FactsOf(tool))];

    private static ImmutableDictionary<string, ToolChange> All(ImmutableArray<ServerTool> tools, string why) =>
        tools.DistinctBy(tool => tool.Name).ToImmutableDictionary(tool => tool.Name, tool => new ToolChange(Whole(tool, why)), StringComparer.Ordinal);

    private static PinSet With(PinSet pins, ServerIdentity server, ServerTool tool)
    {
        var isKept = tool.Definition.ValueKind == System.Text.Json.JsonValueKind.Undefined || tool.Definition.GetRawText().Length <= LargestDefinition;
        return pins with { Tools = pins.Tools.SetItem(tool.Name, new PinnedTool(tool.Name, ToolDefinition.HashOf(server, tool), isKept ? tool : null)) };
    }

    /// <summary>A file that is too large keeps the hashes only.</summary>
    private static byte[] Bounded(ServerIdentity server, PinSet pins)
    {
        var content = PinFile.Write(server, pins);
        return content.Length <= LargestFile
            ? content
            : PinFile.Write(server, pins with { Tools = pins.Tools.ToImmutableDictionary(pin => pin.Key, pin => pin.Value with { Tool = null }) });
    }

    private bool TryRead(ServerIdentity server, out PinSet pins, out string problem)
    {
        (pins, problem) = (PinSet.Empty, "");
        try
        {
            pins = this.folder.Read(NameOf(server)) is { } content ? PinFile.Read(content, server) : PinSet.Empty;
            return true;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problem = unusable.Message.TrimEnd('.');
            return false;
        }
    }

    private static string NameOf(ServerIdentity server) => CanonicalJson.HashOf(server.Hash)[..40] + ".json";
}
