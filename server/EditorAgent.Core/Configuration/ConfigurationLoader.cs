using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// Reads and merges the layers: defaults, the user's file, the workspace's file (which may only tighten), the environment. Reads the
/// environment only through what it is given. Values of keys appear in no message.
/// </summary>
public static class ConfigurationLoader
{
    /// <exception cref="ConfigurationException">A file cannot be read or says something that makes no sense.</exception>
    public static AgentConfiguration Load(EditorAgentHome home, string? workspaceRoot, IReadOnlyDictionary<string, string> environment)
    {
        var table = new SettingTable();
        // A folder of that name, or a link to nothing, is no file that is missing: its rules were meant to hold.
        if (Path.Exists(home.ConfigurationFile) || new FileInfo(home.ConfigurationFile).LinkTarget is not null)
        {
            UserLayer.Apply(table, home.ConfigurationFile);
        }

        // Asked before the workspace's layer, so that it has the defaults to tighten.
        ReadLoop(table);
        table.TextOr("ask", "default_permission_mode");
        if (workspaceRoot is not null)
        {
            WorkspaceLayer.Apply(table, workspaceRoot, home.ConfigurationFile);
        }

        new EnvironmentLayer(table, environment).Apply();
        return Assemble(table, environment);
    }

    private static AgentConfiguration Assemble(SettingTable table, IReadOnlyDictionary<string, string> environment)
    {
        var providerReader = new ProviderReader(table, environment);
        ImmutableArray<ProviderSettings> providers = [.. table.Providers.Select(providerReader.Read)];
        var services = new ServiceReader(table, environment);
        var modelReader = new ModelReader(table);
        var written = table.Models.Select(modelReader.Read).ToList();
        ImmutableArray<ModelSettings> models = [.. written, .. KnownModels(providers, written)];
        if (table.Text("default_model") is null && written.Count == 0 && models.Length > 0)
        {
            var preferred = models.FirstOrDefault(model => model.Model == KimiModels.Default) ?? models[0];
            table.TextOr(preferred.Alias, "default_model");
        }

        CheckFallbacks(table, models);
        return new AgentConfiguration
        {
            Providers = providers,
            Models = models,
            DefaultModel = table.Text("default_model"),
            DefaultMode = table.Text("default_permission_mode"),
            Loop = ReadLoop(table),
            Subagents = new SubagentSettings { MaxSteps = table.WholeNumber(new SubagentSettings().MaxSteps, "subagents", "max_steps") },
            Code = ReadCode(table),
            SecondaryModel = Checked(table, models, ["secondary_model"]),
            Attachments = new AttachmentSettings { ImageBytes = table.WholeNumber(new AttachmentSettings().ImageBytes, "attachments", "image_bytes") },
            AllowsSampling = server => table.Flag("mcp", "sampling", server) ?? false,
            PermissionRules = table.Rules,
            Hooks = table.Hooks,
            Web = services.Web(),
            Telemetry = services.Telemetry(),
            LanguageServers = LanguageServerReader.Read(table),
            OriginsSource = table.Origins,
            Warnings = table.Warnings,
        };
    }

    /// <summary>A Moonshot endpoint of which no model is written down has the known ones.</summary>
    private static IEnumerable<ModelSettings> KnownModels(ImmutableArray<ProviderSettings> providers, List<ModelSettings> written)
    {
        var aliases = written.Select(model => model.Alias).ToHashSet(StringComparer.Ordinal);
        foreach (var provider in providers.Where(provider => provider is { Type: ProviderType.OpenAi, Dialect: ChatDialect.Moonshot }))
        {
            if (provider.Name == EnvironmentLayer.OneOff || written.Any(model => model.Provider == provider.Name))
            {
                continue;
            }

            foreach (var model in KimiModels.At(provider.BaseUrl).Where(model => aliases.Add(model.Alias)))
            {
                yield return model with { Provider = provider.Name };
            }
        }
    }

    /// <summary>The alias at this key; null where none is written.</summary>
    private static string? Checked(SettingTable table, ImmutableArray<ModelSettings> models, ReadOnlySpan<string> path)
    {
        var alias = table.Text(path);
        return alias is null || models.Any(model => model.Alias == alias)
            ? alias
            : throw new ConfigurationException($"{table.OriginOf(path)}: {DottedKey.Of(path)} names a model that is not configured. Configured: {string.Join(", ", models.Select(model => model.Alias))}.");
    }

    private static void CheckFallbacks(SettingTable table, ImmutableArray<ModelSettings> models)
    {
        foreach (var model in models)
        {
            for (var index = 0; index < model.Fallback.Length; index++)
            {
                string[] path = ["models", model.Alias, "fallback", index.ToString(System.Globalization.CultureInfo.InvariantCulture)];
                if (Checked(table, models, path) == model.Alias)
                {
                    throw new ConfigurationException($"{table.OriginOf(path)}: {DottedKey.Of(path)} names the model itself. Name another one, or leave it out.");
                }
            }
        }
    }

    private static LoopSettings ReadLoop(SettingTable table)
    {
        var defaults = new LoopSettings();
        return new LoopSettings
        {
            MaxStepsPerTurn = table.WholeNumber(defaults.MaxStepsPerTurn, "loop", "max_steps_per_turn"),
            MaxAttemptsPerStep = table.WholeNumber(defaults.MaxAttemptsPerStep, "loop", "max_attempts_per_step"),
            ToolOutputLimit = table.WholeNumber(defaults.ToolOutputLimit, "loop", "tool_output_limit"),
        };
    }

    private static CodeSettings ReadCode(SettingTable table)
    {
        var defaults = new CodeSettings();
        return new CodeSettings
        {
            IsEnabled = table.Flag("code", "enabled") ?? defaults.IsEnabled,
            MemoryCeiling = table.WholeNumber(defaults.MemoryCeiling, "code", "memory_ceiling_mb"),
        };
    }
}
