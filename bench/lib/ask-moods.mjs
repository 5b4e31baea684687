export const askMoods = () => [];
