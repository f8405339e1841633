namespace EditorAgent.Core.Configuration;

/// <summary>Makes <see cref="ModelSettings"/> of merged settings; known models bring their window and their way of thinking.</summary>
internal sealed class ModelReader(SettingTable table)
{
    public ModelSettings Read(string alias)
    {
        var provider = table.Text("models", alias, "provider") ?? this.OnlyProvider(alias);
        if (!table.Providers.Contains(provider))
        {
            var hint = provider == "moonshot" ? "Set MOONSHOT_API_KEY or add [providers.moonshot]" : $"Add [{DottedKey.Of("providers", provider)}] or correct the name";
            throw this.Wrong(alias, $"names a provider that is not configured. {hint}", "provider");
        }

        var model = table.TextOr(alias, "models", alias, "model");
        var known = KimiModels.Find(model) ?? new ModelSettings { Alias = alias, Provider = provider, Model = model };
        return known with
        {
            Alias = alias,
            Provider = provider,
            ContextWindow = table.WholeNumber(known.ContextWindow, "models", alias, "context_window"),
            MaxCompletionTokens = table.WholeNumber(known.MaxCompletionTokens, "models", alias, "max_completion_tokens"),
            Thinking = table.Text("models", alias, "thinking") switch
            {
                "none" => ThinkingSupport.None,
                "switch" => ThinkingSupport.Switch,
                "always" => ThinkingSupport.Always,
                _ => known.Thinking,
            },
            ThinkingEnabled = table.Flag("models", alias, "thinking_enabled"),
            ThinkingKeep = table.Text("models", alias, "thinking_keep"),
            ThinkingEffort = table.Text("models", alias, "thinking_effort"),
            Temperature = table.Number("models", alias, "temperature"),
        };
    }

    private string OnlyProvider(string alias) => table.Providers is [var only]
        ? only
        : throw this.Wrong(alias, "is missing. Name one of your [providers.*]", "provider");

    private ConfigurationException Wrong(string alias, string complaint, string key) =>
        new($"{table.OriginOf("models", alias, key) switch
        {
            { Layer: ConfigurationLayer.Default } => table.OriginOf("models", alias),
            var origin => origin,
        }}: {DottedKey.Of("models", alias, key)} {complaint}.");
}
